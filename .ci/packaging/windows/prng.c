/* bcryptprimitives.dll for a wine older than 8.11, which has none: Go programs ask it for random bytes. Serves .ci/try-windows only and is in no package. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
    while (size > 0) {
        ULONG n = size > 0x10000000 ? 0x10000000 : (ULONG)size;
        if (!RtlGenRandom(data, n)) return FALSE;
        data += n;
        size -= n;
    }
    return TRUE;
}
