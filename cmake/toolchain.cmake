set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
option(LIANGHU_TESTS "Build the test programs" ON)
option(LIANGHU_BENCH "Build the benchmarks" OFF)
option(LIANGHU_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
option(LIANGHU_LIBFUZZER "Fuzz targets that look for new paths; needs clang" OFF)

# -Wno-restrict, -Wno-maybe-uninitialized: g++ 12.2 reports both inside its own headers (GCC bugs
# 105651, 105562).
add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wconversion -Wshadow -Wnon-virtual-dtor
                    -Wno-restrict -Wno-maybe-uninitialized -fdiagnostics-color=auto)
if(LIANGHU_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

if(LIANGHU_LIBFUZZER)
  add_compile_options(-fsanitize=fuzzer-no-link -Wno-unknown-warning-option)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
# Two links at a time fill the memory of a small machine; one is enough for two cores.
set_property(GLOBAL PROPERTY JOB_POOLS link=1)
set(CMAKE_JOB_POOL_LINK link)
