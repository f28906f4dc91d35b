"""build-loop/rust - the loop with release builds"""

import cargo

cargo.run("release", incremental=False)
