# c.mk - C: every *.c of the folder becomes one program

c.version := cc --version
c.build   := cc -std=c11 -D_GNU_SOURCE -O2 -Wall -o "$$OUT/run" *.c $$LINK
c.profile := $(subst -O2,-O2 -g,$(c.build))
