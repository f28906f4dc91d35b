# rust.mk - Rust: a cargo package with a Cargo.lock, whose binary is called run

rust.version := rustc --version
rust.build   := \
	cargo build --release --locked --target-dir "$$CACHE" && \
	install -m 755 "$$CACHE/release/run" "$$OUT/run"
rust.profile := \
	export CARGO_PROFILE_RELEASE_DEBUG=1 CARGO_PROFILE_RELEASE_STRIP=false && \
	$(rust.build)
