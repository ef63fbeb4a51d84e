mod bad;
mod clocks;
mod documented;
mod examples;
mod hostile;
mod round_trip;
mod schemas;
