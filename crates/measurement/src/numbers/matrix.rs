//! Small dense symmetric systems, row by row in one flat array.

/// Replaces the lower triangle of the `n` by `n` matrix by its Cholesky factor.
/// `None` when it is not positive definite.
pub(crate) fn cholesky(matrix: &mut [f64], n: usize) -> Option<()> {
    for j in 0..n {
        let (done, rest) = matrix.split_at_mut(j * n);
        for row in 0..j {
            let above = &done[row * n..][..=row];
            let mut sum = rest[row];
            for k in 0..row {
                sum -= rest[k] * above[k];
            }
            rest[row] = sum / above[row];
        }
        let mut pivot = rest[j];
        for before in &rest[..j] {
            pivot -= before * before;
        }
        if pivot.is_nan() || pivot <= 0.0 {
            return None;
        }
        rest[j] = pivot.sqrt();
    }
    Some(())
}

/// Solves `L L' x = b` in place, given the factor of [`cholesky`].
pub(crate) fn solve(factor: &[f64], n: usize, b: &mut [f64]) {
    for i in 0..n {
        let row = &factor[i * n..][..=i];
        let mut sum = b[i];
        for k in 0..i {
            sum -= row[k] * b[k];
        }
        b[i] = sum / row[i];
    }
    for i in (0..n).rev() {
        let pivot = factor[i * n + i];
        b[i] /= pivot;
        let x = b[i];
        for k in 0..i {
            b[k] -= factor[i * n + k] * x;
        }
    }
}

/// The inverse of a positive definite matrix; `None` when it is not.
pub(crate) fn inverse(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut factor = matrix.to_vec();
    cholesky(&mut factor, n)?;
    let mut inverse = vec![0.0; n * n];
    for (i, column) in inverse.chunks_exact_mut(n).enumerate() {
        column[i] = 1.0;
        solve(&factor, n, column);
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_undoes_the_matrix() {
        let m = [4.0, 1.0, 0.5, 1.0, 3.0, -0.2, 0.5, -0.2, 2.0];
        let inverse = inverse(&m, 3).unwrap();
        for i in 0..3 {
            for j in 0..3 {
                let sum: f64 = (0..3).map(|k| m[i * 3 + k] * inverse[k * 3 + j]).sum();
                assert!((sum - f64::from(u8::from(i == j))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn an_indefinite_matrix_has_no_factor() {
        assert!(cholesky(&mut [1.0, 2.0, 2.0, 1.0], 2).is_none());
        assert!(inverse(&[f64::NAN], 1).is_none());
    }
}
