# What bin/bench needs beside the program itself: a client that sends forms, and the rival that writes the
# same rows with nothing but SQLite. The preset bench builds them; they are no part of Lianghu.
add_executable(post_forms tests/bench/post_forms.cpp)
add_executable(raw_sqlite tests/bench/raw_sqlite.cpp)
target_link_libraries(raw_sqlite PRIVATE pkg::sqlite)
