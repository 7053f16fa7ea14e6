# Fuzz targets: any bytes for every reader. tests/fuzz/README.md says how to run them for long.
add_executable(pairing_fuzz tests/fuzz/pairing_readers.cpp $<TARGET_OBJECTS:web_none>)
target_link_libraries(pairing_fuzz PRIVATE room_matching)
if(LIANGHU_LIBFUZZER)
  # libFuzzer has a main of its own and looks for inputs that lead where none has led yet.
  target_link_options(pairing_fuzz PRIVATE -fsanitize=fuzzer)
else()
  # As a test it replays the corpus and the same mutations of it every time, for a few seconds.
  target_sources(pairing_fuzz PRIVATE tests/fuzz/replay.cpp)
  add_test(NAME fuzz_pairing COMMAND pairing_fuzz ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/pairing 20000 10
           WORKING_DIRECTORY ${PROJECT_BINARY_DIR})
endif()
