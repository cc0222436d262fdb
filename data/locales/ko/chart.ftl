## 그림

chart-gap = 출처나 집계 대상이 바뀐 곳은 선을 잇지 않았습니다.
chart-axis-cut = 세로축이 0에서 시작하지 않습니다.
chart-axis-log = 로그 눈금입니다. 한 칸 위는 아래의 { $factor }배입니다.
chart-bar-part = 가장 긴 막대의 약 { $times }분의 1
chart-bar-unseen = 너무 짧아 보이지 않음
chart-alt-bars = 막대그래프: { $title }.
chart-alt-lines = 선그래프: { $title }.
chart-alt-points = { $count }개 시점
