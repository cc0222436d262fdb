## 디스코드의 그림

picture-no-permission = 그림 없음: 이곳에서 봇에게 ‘파일 첨부’(Attach Files) 권한이 없습니다.
picture-no-fonts = 그림 없음: 프로그램에 들어 있는 글꼴을 읽지 못했습니다.
picture-failed = 그림 없음: 그리다가 오류가 났습니다.
picture-late = 그림 없음: 그리는 데 시간이 너무 오래 걸렸습니다.
