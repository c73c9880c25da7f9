"""What the compiled loops do, with numpy: the same names and the same numbers, to the bit, where nothing is compiled.

Small work takes them as a compiler would be slower, all work where there is none (:mod:`bystander.kernels.compiling`).
"""
