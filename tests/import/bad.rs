//! Files that are broken, hostile or unclear: a sentence with what to do, and nothing lost.

use std::fmt::Write as _;
use std::io::Write as _;

use datum::pack::import::{Ask, ImportError, Input, Mapping, Nobody, import};

use super::{catalog, datum, imported, options, path_of, table, text};

fn refused(input: Input) -> String {
    match import(vec![input], &options(Mapping::default()), None, &mut Nobody) {
        Ok(done) => panic!("imported {} figures", done.added),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    let zip_of = |name: &str, bytes: &[u8]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
        Input { name: "t.xlsx".to_owned(), bytes: writer.finish().unwrap().into_inner() }
    };
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode("Land,Jahr,Wert\nÖsterreich,2020,1\nTürkei,2021,2\n");
    let latin = Input { name: "t.csv".to_owned(), bytes: latin.into_owned() };
    let mut cut = table("kosis.xlsx");
    cut.bytes.truncate(3000);
    let cases: Vec<(Input, &str)> = vec![
        (text("t.csv", ""), "it is empty"),
        (text("t.html", "<html></html>"), "it is a web page"),
        (text("t.json", "{\"a\": 1}"), "neither JSON-stat nor a list of objects"),
        (text("t.json", "{\"a\": "), "it is no whole JSON"),
        (Input { name: "t.xls".to_owned(), bytes: b"\xD0\xCF\x11\xE0 old".to_vec() }, "save it as .xlsx or CSV"),
        (zip_of("a.pdf", b"a,b"), "no XLSX file"),
        (zip_of("a.csv", b"a,b"), "--entity"),
        (cut, "damaged zip archive"),
        (latin, "--encoding"),
        (text("t.csv", "Country,Year,Name\nKorea,2020,x\n"), "no column holds numbers"),
        (text("t.csv", "Year,Sales\n2020,5\n2021,6\n"), "--entity"),
        (text("t.csv", "Country,Sales\nKorea,5.5\nJapan,6.5\n"), "--period"),
    ];
    for (input, sentence) in cases {
        let error = refused(input);
        assert!(error.contains(sentence), "{sentence}: {error}");
    }
}

#[test]
fn wide_and_long_tables_are_read_whole() {
    let mut wide = "Country".to_owned();
    (0..16_000).for_each(|at| write!(wide, ",Item {at}").unwrap());
    wide.push_str("\nKorea");
    (0..16_000).for_each(|at| write!(wide, ",{at}.5").unwrap());
    wide.push('\n');
    let mapping = Mapping { period: Some("2024".to_owned()), unit: Some("score".to_owned()), ..Mapping::default() };
    assert_eq!(imported(vec![text("wide.csv", &wide)], mapping).added, 16_000);

    // One broken quote far below costs its line and nothing else.
    let mut long = "Country,Year,Score (points)\n".to_owned();
    for year in 1900..2000 {
        for country in ["Korea", "Japan", "France", "Spain", "Italy"] {
            writeln!(long, "{country},{year},{}", year - 1899).unwrap();
        }
    }
    let long = long.replace("Japan,1987,88", "\"Japan,1987,88");
    let done = imported(vec![text("long.csv", &long)], Mapping::default());
    assert_eq!((done.added, done.problems.len()), (499, 1));
    assert!(done.problems[0].problem.contains("double quote"), "{:?}", done.problems);
}

#[test]
fn a_mark_before_three_digits_is_asked_about_and_never_guessed() {
    let unclear = "Land;Jahr;Wert (points)\nItalien;2020;1.234\nSpanien;2020;2.345\n";
    let done = import(vec![text("t.csv", unclear)], &options(Mapping::default()), None, &mut Nobody);
    assert!(matches!(done, Err(ImportError::Nothing(why)) if why.contains("--decimal")));

    struct Person;
    impl Ask for Person {
        fn ask(&mut self, question: &str, choices: &[&str]) -> Option<String> {
            // The columns say what they are, and a person may leave it at that.
            if question.contains("about") {
                return Some(String::new());
            }
            assert!(question.contains("thousands") && choices == ["thousands", "decimals"]);
            Some("thousands".to_owned())
        }
    }
    let done = import(vec![text("t.csv", unclear)], &options(Mapping::default()), None, &mut Person).unwrap();
    let values: Vec<String> = catalog(&done).figures().iter().map(|figure| figure.value.to_string()).collect();
    assert_eq!(values, ["1234", "2345"]);
    assert!(done.files.iter().any(|(name, text)| name == "import.toml" && text.contains("decimal = \",\"")));
}

#[test]
fn letters_behind_numbers_never_change_a_value_in_silence() {
    // Scales and units that the table does not explain are problems; percent signs are a unit.
    let scaled = "Country,Year,Sales\nKorea,2020,12.5 M\nKorea,2021,13\nJapan,2020,3 k\nJapan,2021,4\nFrance,2021,5\n";
    let done = imported(vec![text("t.csv", scaled)], Mapping::default());
    assert_eq!((done.added, done.problems.len()), (3, 2), "{:?}", done.problems);
    let seconds = "Country,Year,Delay\nKorea,2020,12 s\nKorea,2021,13 s\nJapan,2020,14 s\n";
    let error = refused(text("t.csv", seconds));
    assert!(error.contains("--unit"), "{error}");
    let shares = "Country,Year,Literacy\nKorea,2020,99.1%\nKorea,2021,99.2%\nJapan,2020,99%\n";
    let catalog = catalog(&imported(vec![text("t.csv", shares)], Mapping::default()));
    assert_eq!(&*catalog.unit_of(catalog.figures()[0].metric).id, "percent");
    let mixed = "Country,Year,Literacy (people)\nKorea,2020,991\nKorea,2021,99%\nJapan,2020,990\n";
    assert_eq!(imported(vec![text("t.csv", mixed)], Mapping::default()).problems.len(), 1);
}

#[test]
fn two_units_in_one_column_are_two_metrics() {
    let table = "Country,Year,Indicator,Unit,Value\nKorea,2020,Catch,tonnes,5\nKorea,2020,Catch,US$,7\nKorea,2021,Catch,thousand tonnes,6\n";
    let catalog = catalog(&imported(vec![text("t.csv", table)], Mapping::default()));
    let mut found: Vec<(String, String)> = catalog
        .figures()
        .iter()
        .map(|figure| (catalog.unit_of(figure.metric).id.to_string(), figure.value.to_string()))
        .collect();
    found.sort();
    let pair = |unit: &str, value: &str| (unit.to_owned(), value.to_owned());
    assert_eq!(found, [pair("USD", "7"), pair("t", "5"), pair("t", "6000")]);
}

#[test]
fn a_call_that_cannot_import_writes_nothing() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("nothing");
    let pack = folder.to_str().unwrap();
    let file = place.path().join("t.csv");
    std::fs::write(&file, "Year,Sales\n2020,5\n2021,6\n").unwrap();
    let (status, out, err) = datum(&["pack", "import", file.to_str().unwrap(), "--into", pack]);
    assert_eq!((status, &*out), (Some(3), ""), "{err}");
    assert!(err.contains("--entity"), "{err}");
    assert!(!folder.exists());
    for (arguments, sentence) in [
        (["pack", "import", "/no/such/file.csv", "--into", pack], "cannot be read"),
        (["pack", "import", "http://127.0.0.1:9/t.csv", "--into", pack], "leads into this machine"),
        (["pack", "import", &path_of("owid.csv"), "--into", "Bad Name"], "cannot be the name of a pack"),
    ] {
        let (status, _, err) = datum(&arguments);
        assert!(status != Some(0) && err.contains(sentence), "{arguments:?}: {err}");
    }
    // A folder of somebody's work is no place for a pack.
    let (status, _, err) = datum(&["pack", "import", &path_of("owid.csv"), "--into", place.path().to_str().unwrap()]);
    assert_eq!(status, Some(2), "{err}");
}

#[test]
fn a_formula_without_its_value_is_listed() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"1\">{}{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>2020</v></c><c r=\"C2\"><f>1+1</f></c></row>\
         <row r=\"3\">{}<c r=\"B3\"><v>2020</v></c><c r=\"C3\"><f>2+3</f><v>5</v></c></row>",
        cell("A1", "Country"),
        cell("B1", "Year"),
        cell("C1", "Sales (USD)"),
        cell("A2", "Kenya"),
        cell("A3", "Japan"),
    );
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
    ];
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let input = Input { name: "t.xlsx".to_owned(), bytes: writer.finish().unwrap().into_inner() };
    let done = imported(vec![input], Mapping::default());
    let listed: Vec<(u32, &str)> = done.problems.iter().map(|one| (one.row, &*one.cell)).collect();
    assert_eq!((done.added, listed), (1, vec![(2, "=1+1")]));
}
