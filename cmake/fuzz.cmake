# Fuzz targets. As a test each replays its corpus and the same mutations of it every time, for a few seconds.
add_executable(pairing_fuzz tests/fuzz/pairing_readers.cpp tests/fuzz/replay.cpp $<TARGET_OBJECTS:web_none>)
target_link_libraries(pairing_fuzz PRIVATE room_matching)
add_test(NAME fuzz_pairing COMMAND pairing_fuzz ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/pairing 20000 10
         WORKING_DIRECTORY ${PROJECT_BINARY_DIR})
