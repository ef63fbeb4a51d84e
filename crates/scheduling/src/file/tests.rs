mod bad;
mod clocks;
mod examples;
mod hostile;
mod round_trip;
mod schemas;
