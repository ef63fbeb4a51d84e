mod figures;
mod mutated;
mod one_by_one;
mod room;
mod sentences;
