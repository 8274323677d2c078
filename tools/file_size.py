"""Refuse Python files and functions that no longer read in one sitting. Run by `make check`."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MOST_LINES_IN_A_FILE: Final = 300
MOST_LINES_IN_A_FUNCTION: Final = 50


def too_long(path: Path) -> Iterator[str]:
    """A sentence for the file, and for each of its functions, that is over the measure."""
    source = path.read_text(encoding="utf-8")
    lines = len(source.splitlines())
    if lines > MOST_LINES_IN_A_FILE:
        yield f"{path}: {lines} lines, at most {MOST_LINES_IN_A_FILE}; is it one subject?"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1 - docstring_lines(node)
            if length > MOST_LINES_IN_A_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most {MOST_LINES_IN_A_FUNCTION}"


def docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the docstring: the manual of a command may be longer than its code."""
    first = function.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1 if ast.get_docstring(function) else 0


def python_files() -> list[Path]:
    """The Python files git knows or would add, so that .venv and caches are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.splitlines() if (path := Path(name)).exists()]


def main() -> int:
    """Print every file and function that is too long; 1 if there is one."""
    sentences = [sentence for path in python_files() for sentence in too_long(path)]
    for sentence in sentences:
        print(sentence)
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
