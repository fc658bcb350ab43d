"""How articles come in: one module a kind of file. Nothing here is ever fetched from anywhere."""
