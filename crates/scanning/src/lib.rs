//! Answer sheets: where their marks stand, and which ones are made on a photograph or scan. Pixels in, marks
//! with their doubt out; it knows nothing of items or learners.
