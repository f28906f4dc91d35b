//! matmul.rs - the product of two matrices, each row by whoever is free

use rayon::prelude::*;

/// c = a b, all of them n x n, row by row.
pub fn multiply(n: usize, a: &[f64], b: &[f64], c: &mut [f64]) {
    a.par_chunks_exact(n)
        .zip(c.par_chunks_exact_mut(n))
        .for_each(|(row_a, row_c)| {
            row_c.fill(0.0);
            for (factor, row_b) in row_a.iter().zip(b.chunks_exact(n)) {
                for (c, b) in row_c.iter_mut().zip(row_b) {
                    *c += factor * b;
                }
            }
        });
}
