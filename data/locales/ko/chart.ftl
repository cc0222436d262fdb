## 그림

chart-axis-cut = 세로축이 0에서 시작하지 않습니다.
chart-axis-log = 로그 눈금입니다. 한 칸 위는 아래의 { $factor }배입니다.
chart-bar-part = 가장 긴 막대의 약 { $times }분의 1
chart-bar-unseen = 너무 짧아 보이지 않음
chart-alt-bars = 막대그래프: { $title }.
chart-alt-lines = 선그래프: { $title }.
chart-alt-points = { $count }개 시점
chart-no-figure = 그릴 수치가 없습니다. 자료에 있는 수치를 물어 주십시오.
chart-one-figure = 수치 하나로는 그림을 그리지 않습니다. 다른 수치와 비교하거나 추이를 물어 주십시오.
chart-unlike-units = 단위가 다른 수치는 한 그림에 그릴 수 없습니다. 단위가 같은 수치끼리 물어 주십시오.
chart-no-length = 날짜와 순위에는 그림으로 보여 줄 길이가 없습니다. 글에서 확인해 주십시오.
chart-lacks-korean = 한글 글꼴이 설치되어 있지 않아 그림을 영어로 그렸습니다. fonts-nanum 패키지를 설치하면 한국어로 그립니다.
chart-break-scope = 집계 대상이 바뀌어 선을 잇지 않은 곳: { $places } 앞
chart-break-publisher = 발표 기관이 바뀌어 선을 잇지 않은 곳: { $places } 앞
chart-break-length = 기간의 길이가 달라 선을 잇지 않은 곳: { $places } 앞
chart-break-restated = 이후 값만 수정 발표되어 앞과 잇지 않은 곳: { $places }
chart-break-same-time = 같은 시기에 수치가 여럿 있어 선을 잇지 않은 곳: { $places }
chart-restated = 수정 발표
chart-other-figures = 그 밖의 수치
