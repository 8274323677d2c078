"use strict";
(() => {
  const said = document.getElementById("said");
  const words = new Intl.Collator("en", { numeric: true });

  const keyOf = (cell, sorts) => {
    if (cell.dataset.rank) return BigInt(cell.dataset.rank);
    const first = cell.firstChild;
    const text = first && first.nodeType === Node.TEXT_NODE ? first.data : "";
    return text && sorts === "number" ? BigInt(text.replace(/[^\d-]/g, "")) : text;
  };
  const compared = (one, other) =>
    typeof one === "bigint" ? (one < other ? -1 : one > other ? 1 : 0) : words.compare(one, other);

  const sort = (table, head) => {
    const first = head.dataset.sorts === "number" ? "descending" : "ascending";
    const turned = first === "ascending" ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? turned : first;
    const sign = order === "ascending" ? 1 : -1;
    const rows = [...table.tBodies[0].rows].map((row) => [keyOf(row.cells[head.cellIndex], head.dataset.sorts), row]);
    // An empty cell stays last in either direction.
    rows.sort(([one], [other]) => (one === "") - (other === "") || (one === "" ? 0 : sign * compared(one, other)));
    table.tBodies[0].append(...rows.map(([, row]) => row));
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    said.textContent = `${table.caption.textContent}: sorted by ${head.textContent}, ${order}.`;
  };

  for (const table of document.querySelectorAll("table.sorts")) {
    if (table.tBodies[0].rows.length < 2) continue;
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    }
  }
})();
