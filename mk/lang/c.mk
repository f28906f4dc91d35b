# c.mk - C: every *.c of the folder becomes one program
#
# -O3, as cargo's release settings are: GCC 12 leaves many loops scalar at -O2.

c.version := cc --version
c.build   := cc -std=c11 -D_GNU_SOURCE -O3 -Wall -o "$$OUT/run" *.c $$LINK
c.profile := $(patsubst cc,cc -g,$(c.build))
