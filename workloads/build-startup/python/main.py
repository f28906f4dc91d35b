"""build-startup/python - say hello, see workloads/build-startup/README.md"""

print("hello, world")
