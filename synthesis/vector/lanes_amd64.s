#include "textflag.h"

// func sumLanesAVX2(dst *uint16, lanes *byte, tables *[16]uint8, blocks, columns int)
//
// Y0 and Y1 gather the sums as 16-bit words: Y0 of whole words, that is of the even rows with those of the odd rows above them,
// Y1 of the odd rows alone, which are taken off Y0 in the end. Y15 is the mask of the low half of each byte.
TEXT ·sumLanesAVX2(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         lanes+8(FP), SI
	MOVQ         tables+16(FP), R8
	MOVQ         blocks+24(FP), R9
	MOVQ         columns+32(FP), R10
	MOVL         $0x0f0f0f0f, AX
	VMOVD        AX, X15
	VPBROADCASTD X15, Y15

block:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	MOVQ  R8, DX
	MOVQ  R10, CX

column:
	VMOVDQU        (SI), Y2
	VBROADCASTI128 (DX), Y3
	VBROADCASTI128 16(DX), Y4
	VPSRLW         $4, Y2, Y5
	VPAND          Y15, Y2, Y2
	VPAND          Y15, Y5, Y5
	VPSHUFB        Y2, Y3, Y3
	VPSHUFB        Y5, Y4, Y4
	VPSRLW         $8, Y3, Y6
	VPSRLW         $8, Y4, Y7
	VPADDW         Y3, Y0, Y0
	VPADDW         Y6, Y1, Y1
	VPADDW         Y4, Y0, Y0
	VPADDW         Y7, Y1, Y1
	ADDQ           $32, SI
	ADDQ           $32, DX
	DECQ           CX
	JNZ            column

	VPSLLW     $8, Y1, Y2
	VPSUBW     Y2, Y0, Y0
	VPUNPCKLWD Y1, Y0, Y2         // rows 0 to 7, 16 to 23
	VPUNPCKHWD Y1, Y0, Y3         // rows 8 to 15, 24 to 31
	VPERM2I128 $0x20, Y3, Y2, Y4
	VPERM2I128 $0x31, Y3, Y2, Y5
	VMOVDQU    Y4, (DI)
	VMOVDQU    Y5, 32(DI)
	ADDQ       $64, DI
	DECQ       R9
	JNZ        block
	VZEROUPPER
	RET
