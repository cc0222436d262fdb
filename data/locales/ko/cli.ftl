## 명령줄

line-too-long = 한 줄이 { $limit }바이트를 넘습니다. 한 줄에 짧은 질문 하나만 적어 주십시오.
line-not-text = UTF-8 텍스트가 아닌 줄입니다. 파일을 UTF-8로 저장해 다시 시도해 주십시오.
line-prompt = 한 줄에 질문 하나를 적습니다. Ctrl-D로 마칩니다.
file-unwritten = 파일을 쓰지 못했습니다: ‘{ $file }’ ({ $error }). --chart에 다른 파일을 적어 주십시오.
