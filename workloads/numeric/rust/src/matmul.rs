//! matmul.rs - the product of two matrices, row by row

/// c = a b, all of them n x n, row by row.
pub fn multiply(n: usize, a: &[f64], b: &[f64], c: &mut [f64]) {
    for (row_a, row_c) in a.chunks_exact(n).zip(c.chunks_exact_mut(n)) {
        row_c.fill(0.0);
        for (factor, row_b) in row_a.iter().zip(b.chunks_exact(n)) {
            for (c, b) in row_c.iter_mut().zip(row_b) {
                *c += factor * b;
            }
        }
    }
}
