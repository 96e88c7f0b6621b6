	.globl	from_assembler
from_assembler:
	ret
	.section	.note.GNU-stack,"",@progbits
