#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| datum_fuzz::targets::extract(&datum_fuzz::named("extract", bytes)));
