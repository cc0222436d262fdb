#!/usr/bin/env python3
"""Writes the binary tables: pip install openpyxl, then python3 tests/import/tables/make.py in this folder."""
import openpyxl
rows = [["행정구역별", "2022", "2022", "2023", "2023"],
        ["행정구역별", "총인구 (천명)", "고령인구비율 (%)", "총인구 (천명)", "고령인구비율 (%)"],
        ["전국", 51628, 17.5, 51713, 18.2],
        ["서울특별시", 9428, 17.2, 9386, 18.1],
        ["세종특별자치시", 384, 10.2, 387, "-"]]
text = "\n".join(",".join(str(c) for c in r) for r in rows) + "\n주석: 주민등록인구 기준이며 매년 말 현재 값입니다.\n"
open("kosis.csv", "wb").write(text.encode("cp949"))
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "데이터"
for row in rows:
    sheet.append([int(c) if str(c).isdigit() and len(str(c)) == 4 else c for c in row])
sheet["B1"], sheet["C1"], sheet["D1"], sheet["E1"] = "2022", None, "2023", None
sheet["A2"] = None
sheet.merge_cells("A1:A2"); sheet.merge_cells("B1:C1"); sheet.merge_cells("D1:E1")
sheet["F1"] = None
meta = book.create_sheet("메타정보")
meta.append(["통계표명", "행정구역별 인구"]); meta.append(["작성기관", "예시 통계청"])
book.save("kosis.xlsx")
