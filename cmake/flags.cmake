# SPDX-License-Identifier: MIT
# What every target of ours is compiled with. assert() stays in release: our own bugs are told.
string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELWITHDEBINFO "${CMAKE_CXX_FLAGS_RELWITHDEBINFO}")

add_library(seeipc-flags INTERFACE)
target_compile_options(seeipc-flags INTERFACE -Wall -Wextra -Wconversion -Wsign-conversion
    -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
# g++ 12 sees overlapping copies in "text" + std::string that are not there (GCC bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(seeipc-flags INTERFACE -Wno-restrict)
endif()
# Sources that are compiled as one (below) may name things alike.
target_compile_options(seeipc-flags INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>)
if(SEEIPC_WERROR)
    # A compiler that nobody has tried yet may know new warnings: they must not stop a first build.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
        target_compile_options(seeipc-flags INTERFACE -Werror)
    else()
        message(STATUS "Warnings stay warnings: ${CMAKE_CXX_COMPILER_ID} "
            "${CMAKE_CXX_COMPILER_VERSION} is not among the compilers tried (g++ 12 to 14)")
    endif()
endif()

# A sanitizer makes system calls of its own: the worker, which is what we show, never has one.
add_library(seeipc-sanitize INTERFACE)
if(SEEIPC_SANITIZE)
    target_compile_options(seeipc-sanitize INTERFACE -fsanitize=${SEEIPC_SANITIZE}
        -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(seeipc-sanitize INTERFACE -fsanitize=${SEEIPC_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU") # its flow analysis stumbles over the checks put in
        target_compile_options(seeipc-sanitize INTERFACE -Wno-maybe-uninitialized)
    endif()
    if(SEEIPC_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # It does not model fences. Every access between ours is atomic by itself.
        target_compile_options(seeipc-sanitize INTERFACE -Wno-tsan)
    endif()
endif()

# The trees of ./dev are compiled soon (SEEIPC_SOON): headers are read once for many sources. The dev tree,
# and the lint that reads by it, hold every source to naming what it uses.

# seeipc_precompile(<target> PRIVATE <header>... | REUSE_FROM <other>): once for all sources of the target.
function(seeipc_precompile target)
    if(SEEIPC_SOON)
        target_precompile_headers(${target} ${ARGN})
        if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
            target_compile_options(${target} PRIVATE -fpch-preprocess)
        endif()
    endif()
endfunction()

# seeipc_unity(<target> [<source>...]): a dozen sources are compiled as one, all but those named: they name
# things of their own as others do.
function(seeipc_unity target)
    if(SEEIPC_SOON)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
        set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
endfunction()
