# Writes OUT: a table of the files below FOLDER, their bytes taken in by the assembler's .incbin.
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
set(text "#include \"base/embedded.h\"\n\nnamespace {\nextern \"C\" {\n")
set(rows "")
set(n 0)
foreach(file IN LISTS files)
  set(s "lianghu_${NAME}_${n}")
  string(APPEND text "extern const char ${s}[];\nextern const char ${s}_end[];\n")
  string(APPEND text "__asm__(\".section .rodata\\n.balign 16\\n.global ${s}\\n${s}:\\n"
         ".incbin \\\"${FOLDER}/${file}\\\"\\n"
         ".global ${s}_end\\n${s}_end:\\n.byte 0\\n.previous\\n\");\n")
  string(APPEND rows "    {\"${file}\", ${s}, ${s}_end},\n")
  math(EXPR n "${n} + 1")
endforeach()
string(APPEND text "}\nconst lianghu::EmbeddedFile files[] = {\n${rows}"
       "    {nullptr, nullptr, nullptr},\n};\n}  // namespace\n\n"
       "namespace lianghu::embedded {\n"
       "const lianghu::EmbeddedFile* ${NAME}() { return files; }\n}  // namespace lianghu::embedded\n")
file(WRITE ${OUT} "${text}")
