"""`python benchmarks/speed` runs the benchmark."""

from run import main

main()
