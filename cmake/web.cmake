# The web app inside the program. Its client is generated from the program's own OpenAPI document, and the
# program embeds the finished app; a second link of the same program without the app breaks that circle:
#
#   rooms → lianghu_openapi (no app inside) → openapi.json → npm run build → web/dist → lianghu
#
# LIANGHU_WEB=OFF (all presets but release) embeds nothing, so that work on the server needs no Node.
option(LIANGHU_WEB "Build the web app and embed it into the program" OFF)

# An empty table: for the tests, for lianghu_openapi, and for every program when LIANGHU_WEB is off.
file(WRITE ${PROJECT_BINARY_DIR}/embedded/web_none.cpp.new
"#include \"base/embedded.h\"

namespace lianghu::embedded {
const EmbeddedFile* web_dist() {
  static const EmbeddedFile nothing{nullptr, nullptr, nullptr};
  return &nothing;
}
}  // namespace lianghu::embedded
")
configure_file(${PROJECT_BINARY_DIR}/embedded/web_none.cpp.new ${PROJECT_BINARY_DIR}/embedded/web_none.cpp
               COPYONLY)
add_library(web_none OBJECT ${PROJECT_BINARY_DIR}/embedded/web_none.cpp)
target_include_directories(web_none PRIVATE ${PROJECT_SOURCE_DIR}/src)

# lianghu_web_dist(): the rules that make web/dist.
function(lianghu_web_dist)
  set(web ${PROJECT_SOURCE_DIR}/web)
  set(openapi ${PROJECT_BINARY_DIR}/openapi.json)
  find_program(NPM npm REQUIRED)

  add_executable(lianghu_openapi src/main.cpp $<TARGET_OBJECTS:web_none>)
  target_link_libraries(lianghu_openapi PRIVATE room_app)
  set_target_properties(lianghu_openapi PROPERTIES EXCLUDE_FROM_ALL ON)
  # Copied only if different: a change inside the server that leaves its routes alone builds no app.
  add_custom_command(OUTPUT ${openapi}
    COMMAND lianghu_openapi openapi > ${openapi}.new
    COMMAND ${CMAKE_COMMAND} -E copy_if_different ${openapi}.new ${openapi}
    DEPENDS lianghu_openapi COMMENT "Writing openapi.json" VERBATIM)

  add_custom_command(OUTPUT ${web}/node_modules/.installed
    COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${web}/node_modules/.installed
    DEPENDS ${web}/package.json ${web}/package-lock.json
    WORKING_DIRECTORY ${web} COMMENT "Fetching the web app's packages (npm ci)" VERBATIM)

  # The generated client exists before the first look, or its coming would make CMake look again.
  if(NOT EXISTS ${web}/src/api/schema.d.ts)
    file(WRITE ${web}/src/api/schema.d.ts "")
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS
       ${web}/src/* ${web}/public/* ${web}/tools/* ${PROJECT_SOURCE_DIR}/words/*)
  list(FILTER sources EXCLUDE REGEX "/src/api/schema\\.d\\.ts$|\\.test\\.ts$")
  add_custom_command(OUTPUT ${web}/dist/index.html
    COMMAND ${CMAKE_COMMAND} -E env LIANGHU_OPENAPI=${openapi} ${NPM} run --silent build
    COMMAND ${CMAKE_COMMAND} -E touch ${web}/dist/index.html
    DEPENDS ${sources} ${openapi} ${web}/node_modules/.installed ${web}/index.html ${web}/vite.config.ts
            ${web}/tsconfig.json ${web}/package.json
    WORKING_DIRECTORY ${web} COMMENT "Building the web app" VERBATIM)
endfunction()

# lianghu_web(TARGET): web/dist, or nothing, becomes part of the program TARGET.
function(lianghu_web target)
  if(NOT LIANGHU_WEB)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:web_none>)
    return()
  endif()
  lianghu_web_dist()
  set(out ${PROJECT_BINARY_DIR}/embedded/web_dist.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${PROJECT_SOURCE_DIR}/web/dist -DNAME=web_dist -DOUT=${out}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${PROJECT_SOURCE_DIR}/web/dist/index.html ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
