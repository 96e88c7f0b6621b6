#define NAME from_assembler_with_cpp
	.globl	NAME
NAME:
	ret
	.section	.note.GNU-stack,"",@progbits
