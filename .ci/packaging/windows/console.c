/* throughline.com: runs throughline.exe beside it with the same arguments and streams, waits, and ends with its exit code. A program with a window does
   not make a console wait; this does. Typed without an ending, Windows takes .com before .exe. */
#include <windows.h>

static int fail(void) {
    static const char text[] = "throughline.exe could not be started; it belongs beside throughline.com.\r\n";
    DWORD n;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), text, sizeof text - 1, &n, NULL);
    return 1;
}

/* arguments is the command line behind the name of the program. */
static WCHAR *arguments(WCHAR *line) {
    if (*line == L'"') {
        for (line++; *line && *line != L'"'; line++) {}
        if (*line) line++;
    } else {
        while (*line && *line != L' ' && *line != L'\t') line++;
    }
    return line;
}

int wmain(void) {
    static WCHAR path[32768], line[65536];
    WCHAR *rest = arguments(GetCommandLineW());
    DWORD n = GetModuleFileNameW(NULL, path, 32768), code = 1;
    if (n < 4 || n >= 32768 || lstrlenW(rest) > 32000) return fail();
    lstrcpyW(path + n - 3, L"exe");
    lstrcpyW(line, L"\"");
    lstrcatW(line, path);
    lstrcatW(line, L"\"");
    lstrcatW(line, rest);
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION process;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    SetConsoleCtrlHandler(NULL, FALSE);
    if (!CreateProcessW(path, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return fail();
    SetConsoleCtrlHandler(NULL, TRUE); /* Ctrl-C is for the program: this waits for what it answers */
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}
