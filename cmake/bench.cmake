# What bin/bench needs beside the program itself: a client that sends forms, the rival that writes the same
# rows with nothing but SQLite, and the pairing engine beside LEMON. The preset bench builds them; they are
# no part of Lianghu.
add_executable(post_forms tests/bench/post_forms.cpp)
add_executable(raw_sqlite tests/bench/raw_sqlite.cpp)
target_link_libraries(raw_sqlite PRIVATE pkg::sqlite)
find_path(LEMON_INCLUDE lemon/preflow.h REQUIRED)
find_library(LEMON_LIBRARY lemon REQUIRED)
add_executable(pairing_speed tests/bench/pairing_speed.cpp tests/bench/lemon_rival.cpp)
target_include_directories(pairing_speed SYSTEM PRIVATE ${LEMON_INCLUDE})
target_link_libraries(pairing_speed PRIVATE room_matching ${LEMON_LIBRARY})
# The figures are of the code as the program has it.
target_compile_options(room_matching PRIVATE $<$<CONFIG:Release>:-O2>)
