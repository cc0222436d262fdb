# 이어지는 질문: 앞에서 이어받은 것과 빠진 것.

assumed-still = 이어서: { $what }
reason-nothing-before = 무엇에 대한 질문입니까? 찾는 수치도 함께 적어 주십시오. 예: ‘{ $example }’.
reason-nothing-before-about = { $entity }의 무엇입니까? 찾는 수치도 함께 적어 주십시오. 예: ‘{ $example }’.
reason-nothing-beside = 무엇과 비교합니까? 비교할 것을 하나 더 적어 주십시오.
talk-too-fast = 한꺼번에 질문이 너무 많습니다. 1분 뒤에 다시 답합니다.
