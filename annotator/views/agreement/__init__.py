"""How far annotators agree, as it is looked at."""
