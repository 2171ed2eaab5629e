"""What the shells load: a script for each, generated from the declarations."""
