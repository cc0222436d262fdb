#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| datum_fuzz::targets::claim(&datum_fuzz::unnamed(bytes)));
