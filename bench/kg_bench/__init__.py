"""The benchmark: invented records of any number, and a fair race over them."""
