#include "textflag.h"

// STEP takes one value of each of the six rows times 16 values of the panel at offset off.
// Y0 to Y11 hold the sums, two registers a row; a product is rounded before it is added, see products.go.
#define STEP(aoff, boff) \
	VMOVUPS      boff(DX), Y12                \
	VMOVUPS      (boff+32)(DX), Y13           \
	VBROADCASTSS aoff(AX), Y14                \
	VMULPS       Y12, Y14, Y15                \
	VADDPS       Y15, Y0, Y0                  \
	VMULPS       Y13, Y14, Y15                \
	VADDPS       Y15, Y1, Y1                  \
	VBROADCASTSS aoff(AX)(BX*1), Y14          \
	VMULPS       Y12, Y14, Y15                \
	VADDPS       Y15, Y2, Y2                  \
	VMULPS       Y13, Y14, Y15                \
	VADDPS       Y15, Y3, Y3                  \
	VBROADCASTSS aoff(AX)(BX*2), Y14          \
	VMULPS       Y12, Y14, Y15                \
	VADDPS       Y15, Y4, Y4                  \
	VMULPS       Y13, Y14, Y15                \
	VADDPS       Y15, Y5, Y5                  \
	VBROADCASTSS aoff(CX), Y14                \
	VMULPS       Y12, Y14, Y15                \
	VADDPS       Y15, Y6, Y6                  \
	VMULPS       Y13, Y14, Y15                \
	VADDPS       Y15, Y7, Y7                  \
	VBROADCASTSS aoff(CX)(BX*1), Y14          \
	VMULPS       Y12, Y14, Y15                \
	VADDPS       Y15, Y8, Y8                  \
	VMULPS       Y13, Y14, Y15                \
	VADDPS       Y15, Y9, Y9                  \
	VBROADCASTSS aoff(CX)(BX*2), Y14          \
	VMULPS       Y12, Y14, Y15                \
	VADDPS       Y15, Y10, Y10                \
	VMULPS       Y13, Y14, Y15                \
	VADDPS       Y15, Y11, Y11

// func tileAVX(dst *float32, dstStride int, a *float32, aStride int, panel *float32, depth int)
TEXT ·tileAVX(SB), NOSPLIT, $0-48
	MOVQ   dst+0(FP), DI
	MOVQ   dstStride+8(FP), SI
	MOVQ   a+16(FP), AX
	MOVQ   aStride+24(FP), BX
	MOVQ   panel+32(FP), DX
	MOVQ   depth+40(FP), R8
	SHLQ   $2, SI
	SHLQ   $2, BX
	LEAQ   (BX)(BX*2), CX
	ADDQ   AX, CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	VXORPS Y10, Y10, Y10
	VXORPS Y11, Y11, Y11
	SUBQ   $2, R8
	JLT    rest

pairs:
	STEP(0, 0)
	STEP(4, 64)
	ADDQ $8, AX
	ADDQ $8, CX
	ADDQ $128, DX
	SUBQ $2, R8
	JGE  pairs

rest:
	ADDQ $2, R8
	JZ   store
	STEP(0, 0)

store:
	LEAQ    (SI)(SI*2), R9
	ADDQ    DI, R9
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, (DI)(SI*1)
	VMOVUPS Y3, 32(DI)(SI*1)
	VMOVUPS Y4, (DI)(SI*2)
	VMOVUPS Y5, 32(DI)(SI*2)
	VMOVUPS Y6, (R9)
	VMOVUPS Y7, 32(R9)
	VMOVUPS Y8, (R9)(SI*1)
	VMOVUPS Y9, 32(R9)(SI*1)
	VMOVUPS Y10, (R9)(SI*2)
	VMOVUPS Y11, 32(R9)(SI*2)
	VZEROUPPER
	RET

// func dotAVX(a, b *float32, n int) float32
// Sums four registers of eight lanes, then the lanes by halves; n is a multiple of 32.
TEXT ·dotAVX(SB), NOSPLIT, $0-28
	MOVQ   a+0(FP), AX
	MOVQ   b+8(FP), BX
	MOVQ   n+16(FP), CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3

block:
	VMOVUPS (AX), Y4
	VMOVUPS 32(AX), Y5
	VMOVUPS 64(AX), Y6
	VMOVUPS 96(AX), Y7
	VMULPS  (BX), Y4, Y4
	VMULPS  32(BX), Y5, Y5
	VMULPS  64(BX), Y6, Y6
	VMULPS  96(BX), Y7, Y7
	VADDPS  Y4, Y0, Y0
	VADDPS  Y5, Y1, Y1
	VADDPS  Y6, Y2, Y2
	VADDPS  Y7, Y3, Y3
	ADDQ    $128, AX
	ADDQ    $128, BX
	SUBQ    $32, CX
	JG      block
	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
	VADDPS  Y1, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VADDPS  X1, X0, X0
	VMOVHLPS X0, X0, X1
	VADDPS  X1, X0, X0
	VMOVSHDUP X0, X1
	VADDSS  X1, X0, X0
	VZEROUPPER
	MOVSS   X0, ret+24(FP)
	RET

// func tileWideAVX(dst *float64, dstStride int, a *float64, aRow, aStep int, b *float64, bStep, depth int)
// Six rows of a, aRow apart, by eight columns of b; the next column of a is aStep further, the next row of b bStep.
TEXT ·tileWideAVX(SB), NOSPLIT, $0-64
	MOVQ   dst+0(FP), DI
	MOVQ   dstStride+8(FP), SI
	MOVQ   a+16(FP), AX
	MOVQ   aRow+24(FP), BX
	MOVQ   aStep+32(FP), R10
	MOVQ   b+40(FP), DX
	MOVQ   bStep+48(FP), R11
	MOVQ   depth+56(FP), R8
	SHLQ   $3, SI
	SHLQ   $3, BX
	SHLQ   $3, R10
	SHLQ   $3, R11
	LEAQ   (BX)(BX*2), CX
	ADDQ   AX, CX
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	VXORPD Y3, Y3, Y3
	VXORPD Y4, Y4, Y4
	VXORPD Y5, Y5, Y5
	VXORPD Y6, Y6, Y6
	VXORPD Y7, Y7, Y7
	VXORPD Y8, Y8, Y8
	VXORPD Y9, Y9, Y9
	VXORPD Y10, Y10, Y10
	VXORPD Y11, Y11, Y11

wide:
	VMOVUPD      (DX), Y12
	VMOVUPD      32(DX), Y13
	VBROADCASTSD (AX), Y14
	VMULPD       Y12, Y14, Y15
	VADDPD       Y15, Y0, Y0
	VMULPD       Y13, Y14, Y15
	VADDPD       Y15, Y1, Y1
	VBROADCASTSD (AX)(BX*1), Y14
	VMULPD       Y12, Y14, Y15
	VADDPD       Y15, Y2, Y2
	VMULPD       Y13, Y14, Y15
	VADDPD       Y15, Y3, Y3
	VBROADCASTSD (AX)(BX*2), Y14
	VMULPD       Y12, Y14, Y15
	VADDPD       Y15, Y4, Y4
	VMULPD       Y13, Y14, Y15
	VADDPD       Y15, Y5, Y5
	VBROADCASTSD (CX), Y14
	VMULPD       Y12, Y14, Y15
	VADDPD       Y15, Y6, Y6
	VMULPD       Y13, Y14, Y15
	VADDPD       Y15, Y7, Y7
	VBROADCASTSD (CX)(BX*1), Y14
	VMULPD       Y12, Y14, Y15
	VADDPD       Y15, Y8, Y8
	VMULPD       Y13, Y14, Y15
	VADDPD       Y15, Y9, Y9
	VBROADCASTSD (CX)(BX*2), Y14
	VMULPD       Y12, Y14, Y15
	VADDPD       Y15, Y10, Y10
	VMULPD       Y13, Y14, Y15
	VADDPD       Y15, Y11, Y11
	ADDQ         R10, AX
	ADDQ         R10, CX
	ADDQ         R11, DX
	SUBQ         $1, R8
	JG           wide
	LEAQ         (SI)(SI*2), R9
	ADDQ         DI, R9
	VMOVUPD      Y0, (DI)
	VMOVUPD      Y1, 32(DI)
	VMOVUPD      Y2, (DI)(SI*1)
	VMOVUPD      Y3, 32(DI)(SI*1)
	VMOVUPD      Y4, (DI)(SI*2)
	VMOVUPD      Y5, 32(DI)(SI*2)
	VMOVUPD      Y6, (R9)
	VMOVUPD      Y7, 32(R9)
	VMOVUPD      Y8, (R9)(SI*1)
	VMOVUPD      Y9, 32(R9)(SI*1)
	VMOVUPD      Y10, (R9)(SI*2)
	VMOVUPD      Y11, 32(R9)(SI*2)
	VZEROUPPER
	RET

// func gatherAVX(dst, x *float64, stride int, idx *int32, val *float64, n int)
// Sixteen columns of the sum of n rows of x, val times each; n is above 0.
TEXT ·gatherAVX(SB), NOSPLIT, $0-48
	MOVQ   dst+0(FP), DI
	MOVQ   x+8(FP), DX
	MOVQ   stride+16(FP), BX
	MOVQ   idx+24(FP), SI
	MOVQ   val+32(FP), R9
	MOVQ   n+40(FP), CX
	SHLQ   $3, BX
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	VXORPD Y3, Y3, Y3

entry:
	MOVLQSX      (SI), AX
	IMULQ        BX, AX
	ADDQ         DX, AX
	VBROADCASTSD (R9), Y8
	VMULPD       (AX), Y8, Y4
	VMULPD       32(AX), Y8, Y5
	VMULPD       64(AX), Y8, Y6
	VMULPD       96(AX), Y8, Y7
	VADDPD       Y4, Y0, Y0
	VADDPD       Y5, Y1, Y1
	VADDPD       Y6, Y2, Y2
	VADDPD       Y7, Y3, Y3
	ADDQ         $4, SI
	ADDQ         $8, R9
	SUBQ         $1, CX
	JG           entry
	VMOVUPD      Y0, (DI)
	VMOVUPD      Y1, 32(DI)
	VMOVUPD      Y2, 64(DI)
	VMOVUPD      Y3, 96(DI)
	VZEROUPPER
	RET
