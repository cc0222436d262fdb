#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| datum_fuzz::targets::import(&datum_fuzz::named("import", bytes)));
