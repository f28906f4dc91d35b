"""build-loop/rust-dev - the loop with debug builds, as while one works"""

import cargo

cargo.run("dev", incremental=True)
