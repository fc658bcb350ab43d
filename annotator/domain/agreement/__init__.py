"""How far annotators agree: figures over plain values, in the standard library alone."""
