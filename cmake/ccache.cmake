# SPDX-License-Identifier: MIT
# A second build of the same sources is nearly free where ccache happens to be installed. What it
# asks for to know a precompiled header (below, and -fpch-preprocess): that macros and times in it are trusted.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()
