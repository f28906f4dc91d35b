# export.mk - records in the formats of other programs: results/export/P/...
#
# Nothing is measured: it takes the records there are; otava takes the history, if
# there is one.
#
# User-settable: TO, the format; METRICS=all, every metric.

TO      ?=
METRICS ?=

export_to := results/export/$(PROFILE)
exported  := $(wildcard results/normalized/$(PROFILE)/*/*.json)

# what each format's output is called
asv.to         := asv
bmf.to         := bmf.json
csv.to         := metrics.csv
gab.to         := gab
gobench.to     := gobench.txt
openmetrics.to := openmetrics.txt
otava.to       := otava
FORMATS        := $(sort $(patsubst %.to,%,$(filter %.to,$(.VARIABLES))))
export_file     = $(export_to)/$(if $(filter $(TO),$(FORMATS)),$($(TO).to))

history_there := $(wildcard $(HISTORY)/history*.jsonl*)
otava.from     = $(if $(history_there),-d $(HISTORY) -p $(PROFILE))

export: build/bin/csv2json build/bin/historian ## records for other programs: TO=gobench, bmf, gab, asv, otava, openmetrics or csv; METRICS=all
	@$(if $(filter $(TO),$(FORMATS)),,echo 'make: export to what? TO=$(TO): there are $(FORMATS)' >&2; exit 2)
	@$(if $(exported),,echo 'export: there is no record yet of profile $(PROFILE): run "make bench"; mk/bin/export takes any records, published ones too' >&2; exit 1)
	@mk/bin/export -t $(TO) $(if $(METRICS),-m $(METRICS)) -o $(export_file) \
		$(if $(filter otava,$(TO)),$(or $(otava.from),$(exported)),$(exported))
	@echo '$(export_file)'

.PHONY: export
