# python.mk - Python: main.py and the modules beside it
#
# The interpreter is resolved once, here: a shim before it would be timed too.
# A requirements.txt (with hashes) becomes a virtual environment.

python.version := python3 -VV
python.build   := \
	python=$$(python3 -c "import sys; print(sys.executable)"); \
	if [ -e requirements.txt ]; then \
		"$$python" -m venv --clear "$$CACHE/venv"; \
		"$$CACHE/venv/bin/pip" install -q --require-hashes -r requirements.txt; \
		python=$$CACHE/venv/bin/python3; \
	fi; \
	find . -name "*.py" ! -path ./main.py -exec cp --parents {} "$$OUT" ";"; \
	{ echo "\#!$$python"; cat main.py; } >"$$OUT/run"; \
	chmod +x "$$OUT/run"
python.profiler := py-spy
