; Installs Throughline for one person, without an administrator. Defines: VERSION, COMMIT, FILES (folder of what is installed), OUT, SIGN (command that
; signs the uninstaller, or nothing).
Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave off
ManifestDPIAware true
RequestExecutionLevel user
Name "Throughline ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Throughline"
InstallDirRegKey HKCU "Software\Throughline" "Folder"
BrandingText "Throughline ${VERSION} (commit ${COMMIT})"
!ifdef SIGN
!uninstfinalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include FileFunc.nsh
!define MUI_ICON "${FILES}\icon.ico"
!define MUI_UNICON "${FILES}\icon.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "Customer research on your own computer: from interviews to insights that keep their evidence.$\r$\n$\r$\nVersion ${VERSION}. It is installed for you alone and needs no administrator. Your workspaces are not touched, now or when you remove it."
!define MUI_FINISHPAGE_RUN "$INSTDIR\throughline.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${FILES}\licence.txt"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Throughline"
VIAddVersionKey "ProductVersion" "${VERSION} (commit ${COMMIT})"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Throughline installer"
VIAddVersionKey "CompanyName" "The Throughline authors"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Throughline"
!define KIND "Throughline.Workspace"

; A program that runs cannot be replaced: say so instead of leaving half of two versions.
!macro refuseWhileRunning
  IfFileExists "$INSTDIR\throughline.exe" 0 +7
  ClearErrors
  FileOpen $0 "$INSTDIR\throughline.exe" a
  IfErrors 0 +3
  MessageBox MB_OK|MB_ICONEXCLAMATION "Throughline is open. Close it, then run this again." /SD IDOK
  Abort
  FileClose $0
!macroend

!macro tellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  !insertmacro refuseWhileRunning
  SetOutPath "$INSTDIR"
  File "${FILES}\throughline.exe"
  File "${FILES}\throughline.com"
  File "${FILES}\licence.txt"
  File "${FILES}\licences.txt"
  File "${FILES}\changes.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Throughline.lnk" "$INSTDIR\throughline.exe"

  WriteRegStr HKCU "Software\Throughline" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "Throughline workspace"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\throughline.exe,0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\throughline.exe" open "%1"'
  WriteRegStr HKCU "Software\Classes\.throughline" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\.throughline\OpenWithProgids" "${KIND}" ""

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Throughline"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\throughline.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Throughline authors"
  WriteRegStr HKCU "${UNINSTALL}" "Comments" "Commit ${COMMIT}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  !insertmacro tellShell
SectionEnd

; Removes what was installed and nothing else: a file that somebody put into the folder keeps the folder.
Section "Uninstall"
  !insertmacro refuseWhileRunning
  Delete "$INSTDIR\throughline.exe"
  Delete "$INSTDIR\throughline.com"
  Delete "$INSTDIR\licence.txt"
  Delete "$INSTDIR\licences.txt"
  Delete "$INSTDIR\changes.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Throughline.lnk"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegValue HKCU "Software\Classes\.throughline\OpenWithProgids" "${KIND}"
  ReadRegStr $0 HKCU "Software\Classes\.throughline" ""
  StrCmp $0 "${KIND}" 0 +2
  DeleteRegValue HKCU "Software\Classes\.throughline" ""
  DeleteRegKey /ifempty HKCU "Software\Classes\.throughline\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.throughline"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Throughline"
  !insertmacro tellShell
SectionEnd
