
mod output;
