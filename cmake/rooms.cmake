# lianghu_room(NAME USES … [FOLDER dir] [EMBEDS migrations]): src/NAME becomes room_NAME, a static library,
# and its *_test.cpp files become NAME_test, which ctest runs.
# USES takes room names, pkg:: and Boost:: targets.
function(lianghu_room name)
  cmake_parse_arguments(ROOM "" "FOLDER" "USES;EMBEDS" ${ARGN})
  if(NOT ROOM_FOLDER)
    set(ROOM_FOLDER src/${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${ROOM_FOLDER}/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  set(uses)
  foreach(use IN LISTS ROOM_USES)
    if(use MATCHES "::")
      list(APPEND uses ${use})
    else()
      list(APPEND uses room_${use})
    endif()
  endforeach()
  if(sources)
    add_library(room_${name} STATIC ${sources})
    set(kind PUBLIC)
  else()
    add_library(room_${name} INTERFACE)
    set(kind INTERFACE)
  endif()
  target_include_directories(room_${name} ${kind} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(room_${name} ${kind} ${uses} Threads::Threads)
  foreach(folder IN LISTS ROOM_EMBEDS)
    lianghu_embed(room_${name} ${folder})
  endforeach()
  if(LIANGHU_TESTS AND tests)
    add_executable(${name}_test ${tests} $<TARGET_OBJECTS:web_none>)
    target_link_libraries(${name}_test PRIVATE room_${name} GTest::gtest GTest::gtest_main pkg::rapidcheck)
    target_compile_definitions(${name}_test PRIVATE LIANGHU_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    # Where a thing was allocated is told by three frames: with thirty, AddressSanitizer spent nine tenths of
    # the matching tests on looking up stacks. Without the variable a failing test tells them all.
    set_tests_properties(${name} PROPERTIES TIMEOUT 600 ENVIRONMENT "ASAN_OPTIONS=malloc_context_size=3")
  endif()
endfunction()

function(lianghu_feature name)
  lianghu_room(${name} FOLDER src/features/${name} ${ARGN})
  lianghu_upper(${name})
endfunction()

# A room above http: see the two functions below.
function(lianghu_upper name)
  foreach(target room_${name} ${name}_test)
    if(TARGET ${target})
      get_target_property(type ${target} TYPE)
      if(NOT type STREQUAL INTERFACE_LIBRARY)
        lianghu_without_pointer_checks(${target})
        lianghu_precompiled_headers(${target})
        if(NOT LIANGHU_TESTS)
          # Eight files are compiled as one: half of each one's time went into what all of them include. With
          # tests a file stays by itself, for those who change it and for clang-tidy.
          set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
        endif()
      endif()
    endif()
  endforeach()
endfunction()

# JSON, Describe and the lower rooms' front doors stand at the top of nearly every file of the upper rooms.
# Compiled once, they cost such a file 2 s less, of 5 to 15.
function(lianghu_precompiled_headers target)
  if(NOT TARGET upper_headers)
    file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/upper_headers.cpp CONTENT "")
    add_library(upper_headers OBJECT ${PROJECT_BINARY_DIR}/upper_headers.cpp)
    target_link_libraries(upper_headers PRIVATE room_http)
    target_precompile_headers(upper_headers PRIVATE
      <algorithm> <map> <optional> <set> <string> <vector>
      # In < >, not by their paths: so another clone's are the same to ccache.
      <base/json.h> <http/router.h> <journal/context.h>)
    # For ccache, and as all that comes with pango is compiled: g++ refuses headers compiled in another way.
    target_compile_options(upper_headers PRIVATE -fpch-preprocess -pthread)
    lianghu_without_pointer_checks(upper_headers)
  endif()
  target_precompile_headers(${target} REUSE_FROM upper_headers)
  target_compile_options(${target} PRIVATE -fpch-preprocess)
endfunction()

# The upper rooms hold no pointers of their own: there the two checks of every dereference took a third of the
# compile time and half of the object code. A null one still ends in AddressSanitizer; a misaligned one cannot
# arise without a cast, and the casts are all in the rooms below, which keep both.
function(lianghu_without_pointer_checks target)
  if(LIANGHU_SANITIZE)
    target_compile_options(${target} PRIVATE -fno-sanitize=null,alignment)
  endif()
endfunction()

# lianghu_embed(TARGET FOLDER): every file of FOLDER becomes bytes of the program. The generated source lists
# them by name; base/embedded.h finds them again.
function(lianghu_embed target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*)
  string(REPLACE "/" "_" symbol ${folder})
  string(REPLACE "-" "_" symbol ${symbol})
  set(out ${PROJECT_BINARY_DIR}/embedded/${symbol}.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${PROJECT_SOURCE_DIR}/${folder} -DNAME=${symbol} -DOUT=${out}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
