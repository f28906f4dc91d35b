# claims.mk - hold the claims of the specs against the records there are
#
# results/claims/P.json     what claims(1) found, for a dashboard
# results/claims/P.md       the same as a table in Markdown
#
# Nothing is measured: what has no record is not run.
#
# User-settable: STRICT=1, to fail as well if a claim is inconclusive or not run.

STRICT ?=

claimed   := $(wildcard results/normalized/$(PROFILE)/*/*.json)
hold       = build/bin/claims -p $(PROFILE) -x schemas/result.schema.json
claims_to := results/claims/$(PROFILE)

# A claim with a slip in it must not pass for another, or for none.
sound = @problems=$$(mk/bin/validate $1) || { printf '%s\n' "$$problems" >&2; exit 2; }

# 1: a claim failed, which the last call is to say
claims: build/bin/claims ## hold the claims of the specs against the records; claims-B: of one benchmark; STRICT=1
	$(call sound,$(SPECS:%=workloads/%/spec.json))
	@mkdir -p results/claims
	@$(foreach f,J.json M.md,$(hold) -$(basename $f) -o $(claims_to)$(suffix $f) $(SPECS:%=workloads/%/spec.json) $(claimed) || [ $$? -eq 1 ];)
	@$(hold) -T $(if $(STRICT),-s) $(SPECS:%=workloads/%/spec.json) $(claimed)

$(SPECS:%=claims-%): claims-%: build/bin/claims
	$(call sound,workloads/$*/spec.json)
	@$(hold) -T $(if $(STRICT),-s) workloads/$*/spec.json $(filter results/normalized/$(PROFILE)/$*/%,$(claimed))

claims-%:
	@echo 'make: there is no benchmark $*: there are $(SPECS)' >&2; exit 2

.PHONY: claims $(SPECS:%=claims-%)
