#include <stdio.h>

int main(void)
{
    puts("entente 0.1.0");
    return 0;
}
