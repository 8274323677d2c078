"""What runs when. `steps` joins doors and core in plain functions; `nightly` is the Prefect flow around them."""
