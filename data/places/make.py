#!/usr/bin/env python3
"""Writes places.csv from Unicode CLDR: codes and names of countries and world regions in English and Korean.

    npm pack cldr-core cldr-localenames-full     # unpack each into a folder of its name
    python3 data/places/make.py FOLDER > data/places/places.csv

What CLDR does not have (spellings of statistical offices, groups of countries, Korean provinces) stands in more.csv.
"""
import csv, json, sys, os
root = sys.argv[1]
def load(package, path):
    folder = next(f for f in sorted(os.listdir(root)) if f.startswith(package))
    return json.load(open(os.path.join(root, folder, path)))
codes = load("cldr-core", "supplemental/codeMappings.json")["supplemental"]["codeMappings"]
def names(language):
    return load("cldr-localenames-full", f"main/{language}/territories.json")["main"][language]["localeDisplayNames"]["territories"]
en, ko = names("en"), names("ko")
SHORT = {"HK", "MO", "PS"}
PLAIN = {"KR": ("South Korea", "한국"), "MM": ("Myanmar", "미얀마"), "CD": ("DR Congo", "콩고민주공화국"), "CG": ("Republic of the Congo", "콩고 공화국")}
more = {row["id"]: row for row in csv.DictReader(open(os.path.join(os.path.dirname(__file__), "more.csv")))}
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["id", "kind", "same_as", "codes", "name_en", "name_ko", "spellings"])
def spellings(code, name_en, name_ko, id):
    all = [t[k] for t in (en, ko) for k in sorted(t) if k == code or k.startswith(code + "-alt")]
    all += [s for s in (more.pop(id, {}).get("spellings") or "").split("|") if s]
    seen = []
    for s in all:
        if s not in seen and s not in (name_en, name_ko):
            seen.append(s)
    return "|".join(seen)
for code in sorted(codes):
    # A territory with a number and three letters, and no grouping or private code.
    c = codes[code]
    if len(code) != 2 or "_numeric" not in c or code not in en or int(c["_numeric"]) >= 900 and code != "XK" or code in ("ZZ", "QO", "EU", "UN", "EZ"):
        continue
    if code in PLAIN: name_en, name_ko = PLAIN[code]
    elif code in SHORT: name_en, name_ko = en.get(code + "-alt-short", en[code]), ko.get(code + "-alt-short", ko[code])
    else: name_en, name_ko = en[code], ko[code]
    id = code.lower()
    further = [c["_alpha3"]] if c.get("_alpha3") else []
    extra = more.get(id, {}).get("codes") or ""
    out.writerow([id, "country", f"iso3166:{code}", "|".join([code, *further, *[e for e in extra.split("|") if e]]), name_en, name_ko, spellings(code, name_en, name_ko, id)])
for id, row in more.items():
    out.writerow([id, row["kind"], row["same_as"], row["codes"], row["name_en"], row["name_ko"], row["spellings"]])
