## 명령줄

line-too-long = 한 줄이 { $limit }바이트를 넘습니다. 한 줄에 짧은 질문 하나만 적어 주십시오.
line-not-text = UTF-8 텍스트가 아닌 줄입니다. 파일을 UTF-8로 저장해 다시 시도해 주십시오.
line-prompt = 한 줄에 질문 하나를 적습니다. Ctrl-D로 마칩니다.
file-unwritten = 파일을 쓰지 못했습니다: ‘{ $file }’ ({ $error }). --chart에 다른 파일을 적어 주십시오.

## 계정 없이 봇을 보여 주는 페이지: 먼저 해 볼 것

guide-title = 해 볼 것 다섯 가지
guide-text = 이 컴퓨터에서 도는 Discord 대역에 연결된 실제 봇입니다. 단추마다 독자가 하는 일을 그대로 하며, 밖으로 나가는 것은 없습니다.
guide-ask = 수치 묻기
guide-ask-hint = /수치 국내 H100 보유량
guide-ask-query = 국내 H100 보유량
guide-compare = 그림으로 비교하기
guide-compare-hint = /비교 마이크로소프트와 한국
guide-compare-first = 마이크로소프트 H100 구매량
guide-compare-second = 국내 H100 보유량
guide-check = 문장 대조하기
guide-check-hint = 앱 → 수치 대조
guide-check-sentence = 한국의 H100 보유량은 1,691개다. 마이크로소프트의 80분의 1 수준이다.
guide-brief = 스레드에 브리핑 올리기
guide-brief-hint = 먼저 미리 보고 올리기
guide-brief-template = AI compute
guide-own = 직접 묻기
guide-own-hint = 추천을 보며 입력
